@NullMarked
package io.plumbline.monitoring.feedback;

import org.jspecify.annotations.NullMarked;
