/// What benchmarks find: figures with their spread, kept, compared and shown.
@NullMarked
package io.plumbline.bench.figure;

import org.jspecify.annotations.NullMarked;
