/// The detection of hallucination on labelled answers.
@NullMarked
package io.plumbline.bench.hallucination;

import org.jspecify.annotations.NullMarked;
