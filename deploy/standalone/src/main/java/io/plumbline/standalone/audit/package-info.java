/// Checking the audit log from the outside, with what was kept outside of the database.
@NullMarked
package io.plumbline.standalone.audit;

import org.jspecify.annotations.NullMarked;
