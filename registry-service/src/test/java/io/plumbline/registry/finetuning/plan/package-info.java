@NullMarked
package io.plumbline.registry.finetuning.plan;

import org.jspecify.annotations.NullMarked;
