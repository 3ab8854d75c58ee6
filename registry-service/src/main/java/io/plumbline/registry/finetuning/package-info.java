/// Fine-tuning jobs: they train a model version on a dataset version, are watched, and register their result as a
/// version.
@NullMarked
package io.plumbline.registry.finetuning;

import org.jspecify.annotations.NullMarked;
