/// The metrics of a training, and the anomalies in them.
@NullMarked
package io.plumbline.registry.finetuning.watch;

import org.jspecify.annotations.NullMarked;
