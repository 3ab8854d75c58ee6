@NullMarked
package io.plumbline.standalone.evalimport;

import org.jspecify.annotations.NullMarked;
