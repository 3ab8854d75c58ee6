/// Gates on made-up systems, of which the truth is known: how often a verdict is wrong.
@NullMarked
package io.plumbline.bench.simulation;

import org.jspecify.annotations.NullMarked;
