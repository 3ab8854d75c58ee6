/// Geometry of charts that are drawn as inline SVG.
@NullMarked
package io.plumbline.web.chart;

import org.jspecify.annotations.NullMarked;
