/// Jobs of the prompt optimiser as stored: plans, candidates and answers.
@NullMarked
package io.plumbline.eval.optimiser.job;

import org.jspecify.annotations.NullMarked;
