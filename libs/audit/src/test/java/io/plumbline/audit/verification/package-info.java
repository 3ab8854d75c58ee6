/// Tests of the audit log.
@NullMarked
package io.plumbline.audit.verification;

import org.jspecify.annotations.NullMarked;
