/// OpenAI's fine-tuning API: files, jobs, and models that recite what they were trained on.
@NullMarked
package io.plumbline.simulator.finetuning;

import org.jspecify.annotations.NullMarked;
