/// Verification of the audit log from the outside, with records kept outside the database.
@NullMarked
package io.plumbline.standalone.audit;

import org.jspecify.annotations.NullMarked;
