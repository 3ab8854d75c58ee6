/// Windows of calls, drift, service levels and cost, projected from the audit log.
@NullMarked
package io.plumbline.monitoring;

import org.jspecify.annotations.NullMarked;
