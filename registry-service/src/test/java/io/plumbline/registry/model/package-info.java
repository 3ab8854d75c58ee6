@NullMarked
package io.plumbline.registry.model;

import org.jspecify.annotations.NullMarked;
