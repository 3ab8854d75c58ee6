/// Geometry of inline SVG charts.
@NullMarked
package io.plumbline.web.chart;

import org.jspecify.annotations.NullMarked;
