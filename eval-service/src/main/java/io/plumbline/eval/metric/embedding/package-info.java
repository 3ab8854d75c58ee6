/// The metrics that compare meanings by embeddings: BERTScore and the cosine.
@NullMarked
package io.plumbline.eval.metric.embedding;

import org.jspecify.annotations.NullMarked;
