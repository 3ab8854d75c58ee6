/// Quality of the routes: errors, blocks, feedback, latency and cost over time, and by version.
@NullMarked
package io.plumbline.console.quality;

import org.jspecify.annotations.NullMarked;
