/// Metrics of answers from passages, by ids and by words, without a model. Plain Java without Spring.
@NullMarked
package io.plumbline.eval.metric.retrieval;

import org.jspecify.annotations.NullMarked;
