/// Ordered exactly-once processing of the audit log.
@NullMarked
package io.plumbline.monitoring.projection;

import org.jspecify.annotations.NullMarked;
