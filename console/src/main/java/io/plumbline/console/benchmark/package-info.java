/// Task benchmarks and their runs.
@NullMarked
package io.plumbline.console.benchmark;

import org.jspecify.annotations.NullMarked;
