@NullMarked
package io.plumbline.registry.dataset.file;

import org.jspecify.annotations.NullMarked;
