@NullMarked
package io.plumbline.monitoring.preference;

import org.jspecify.annotations.NullMarked;
