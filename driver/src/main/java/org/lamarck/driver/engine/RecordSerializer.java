package org.lamarck.driver.engine;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

/**
 * Records for Kryo 4, which cannot set their fields: written by their accessors, read through their
 * canonical constructor, which checks them again.
 */
final class RecordSerializer<R> extends Serializer<R> {
  private final Method[] accessors;
  private final Constructor<?> constructor;

  RecordSerializer(Class<R> type) {
    super(false, true);
    RecordComponent[] components = type.getRecordComponents();
    accessors = new Method[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      accessors[i] = components[i].getAccessor();
      accessors[i].setAccessible(true);
      types[i] = components[i].getType();
    }
    try {
      constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has no canonical constructor", e);
    }
  }

  @Override
  public void write(Kryo kryo, Output output, R record) {
    for (Method accessor : accessors) {
      kryo.writeClassAndObject(output, invoke(accessor, record));
    }
  }

  @Override
  public R read(Kryo kryo, Input input, Class<R> type) {
    Object[] values = new Object[accessors.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = kryo.readClassAndObject(input);
    }
    try {
      return type.cast(constructor.newInstance(values));
    } catch (ReflectiveOperationException e) {
      throw new KryoException("cannot make " + type.getName(), e);
    }
  }

  private Object invoke(Method accessor, R record) {
    try {
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new KryoException("cannot read " + accessor, e);
    }
  }
}
