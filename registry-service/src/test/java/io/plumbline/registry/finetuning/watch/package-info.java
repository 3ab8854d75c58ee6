@NullMarked
package io.plumbline.registry.finetuning.watch;

import org.jspecify.annotations.NullMarked;
