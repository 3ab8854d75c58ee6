/// Results of benchmarks: figures with their spread, stored, compared and displayed.
@NullMarked
package io.plumbline.bench.figure;

import org.jspecify.annotations.NullMarked;
