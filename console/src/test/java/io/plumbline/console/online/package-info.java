@NullMarked
package io.plumbline.console.online;

import org.jspecify.annotations.NullMarked;
