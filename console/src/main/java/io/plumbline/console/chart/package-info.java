/// Charts over time, drawn on the server.
@NullMarked
package io.plumbline.console.chart;

import org.jspecify.annotations.NullMarked;
