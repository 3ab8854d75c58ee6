/// Monitors: list, page with the observations over time and the detected changes, form, deletion.
@NullMarked
package io.plumbline.console.monitor;

import org.jspecify.annotations.NullMarked;
