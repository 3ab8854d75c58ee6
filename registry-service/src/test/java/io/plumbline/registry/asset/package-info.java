@NullMarked
package io.plumbline.registry.asset;

import org.jspecify.annotations.NullMarked;
