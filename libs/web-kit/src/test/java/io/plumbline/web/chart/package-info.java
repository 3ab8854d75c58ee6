@NullMarked
package io.plumbline.web.chart;

import org.jspecify.annotations.NullMarked;
