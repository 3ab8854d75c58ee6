/// Tests of the audit log.
@NullMarked
package io.plumbline.audit.note;

import org.jspecify.annotations.NullMarked;
