/// Benchmarks in their published file formats.
@NullMarked
package io.plumbline.eval.benchmark.format;

import org.jspecify.annotations.NullMarked;
