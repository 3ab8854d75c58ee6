@NullMarked
package io.plumbline.monitoring.otlp;

import org.jspecify.annotations.NullMarked;
