@NullMarked
package io.plumbline.console.chart;

import org.jspecify.annotations.NullMarked;
