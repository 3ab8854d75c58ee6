/// Reading the audit log in order, once.
@NullMarked
package io.plumbline.monitoring.projection;

import org.jspecify.annotations.NullMarked;
