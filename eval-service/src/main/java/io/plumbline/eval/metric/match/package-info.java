/// The metrics of short answers: exact match, F1 of tokens, and edit similarity.
@NullMarked
package io.plumbline.eval.metric.match;

import org.jspecify.annotations.NullMarked;
