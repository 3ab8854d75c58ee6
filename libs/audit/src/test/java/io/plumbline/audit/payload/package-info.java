/// Tests of the audit log.
@NullMarked
package io.plumbline.audit.payload;

import org.jspecify.annotations.NullMarked;
