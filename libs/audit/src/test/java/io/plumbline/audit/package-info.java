/// Tests of the audit log.
@NullMarked
package io.plumbline.audit;

import org.jspecify.annotations.NullMarked;
