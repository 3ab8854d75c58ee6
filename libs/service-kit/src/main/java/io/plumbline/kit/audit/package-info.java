/// Appending to the audit log from business code.
@NullMarked
package io.plumbline.kit.audit;

import org.jspecify.annotations.NullMarked;
