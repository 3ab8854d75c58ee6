@NullMarked
package io.plumbline.registry.supplychain;

import org.jspecify.annotations.NullMarked;
