/// Gates: list, gate page, runs, reports, trends.
@NullMarked
package io.plumbline.console.gate;

import org.jspecify.annotations.NullMarked;
