/// Audit logging for business code.
@NullMarked
package io.plumbline.kit.audit;

import org.jspecify.annotations.NullMarked;
