/// The plan of a training: its method, its hyperparameters and the form of its records.
@NullMarked
package io.plumbline.registry.finetuning.plan;

import org.jspecify.annotations.NullMarked;
