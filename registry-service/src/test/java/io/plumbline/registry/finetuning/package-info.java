@NullMarked
package io.plumbline.registry.finetuning;

import org.jspecify.annotations.NullMarked;
