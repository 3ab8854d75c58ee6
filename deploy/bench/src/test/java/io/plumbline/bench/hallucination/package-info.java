@NullMarked
package io.plumbline.bench.hallucination;

import org.jspecify.annotations.NullMarked;
