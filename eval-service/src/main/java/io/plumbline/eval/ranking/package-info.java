/// Rankings of models and prompts: from pairwise preferences, and from gates of the same suite.
@NullMarked
package io.plumbline.eval.ranking;

import org.jspecify.annotations.NullMarked;
