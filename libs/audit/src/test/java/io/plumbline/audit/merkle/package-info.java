/// Tests of the audit log.
@NullMarked
package io.plumbline.audit.merkle;

import org.jspecify.annotations.NullMarked;
