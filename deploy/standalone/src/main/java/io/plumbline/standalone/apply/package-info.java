/// `apply`: what is kept as code in files, put in force.
@NullMarked
package io.plumbline.standalone.apply;

import org.jspecify.annotations.NullMarked;
