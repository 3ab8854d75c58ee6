@NullMarked
package io.plumbline.registry.dataset.audit;

import org.jspecify.annotations.NullMarked;
