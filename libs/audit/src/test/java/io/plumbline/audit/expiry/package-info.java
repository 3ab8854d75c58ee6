/// Tests of the audit log.
@NullMarked
package io.plumbline.audit.expiry;

import org.jspecify.annotations.NullMarked;
