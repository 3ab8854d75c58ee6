/// Tests of the audit log.
@NullMarked
package io.plumbline.audit.sequencing;

import org.jspecify.annotations.NullMarked;
