package org.lamarck.driver.engine;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.serializer.KryoRegistrator;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.chain.Trace;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Marginal;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Lineage;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;
import org.lamarck.worker.objective.segment.PriorStart;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Scale;

/**
 * Lets Kryo, with registration required, take the values of the public interfaces: for users whose
 * own Spark jobs send points, evaluations or individuals. The engine itself sends bytes only.
 */
public final class LamarckKryoRegistrator implements KryoRegistrator {
  @Override
  public void registerClasses(Kryo kryo) {
    kryo.register(Vector.class, new VectorSerializer());
    kryo.register(Matrix.class, new MatrixSerializer());
    registerLists(kryo);
    kryo.register(Termination.class);
    kryo.register(Derivatives.class);
    kryo.register(Evaluation.Reason.class);
    kryo.register(Prior.Family.class);
    kryo.register(Prior.Limits.Effect.class);
    kryo.register(Scale.class);
    List<Class<?>> records =
        List.of(
            SearchSpace.class,
            Marginal.Uniform.class,
            PriorStart.class,
            Prior.class,
            Prior.Limits.class,
            Evaluation.Value.class,
            Evaluation.Gradient.class,
            Evaluation.LeastSquares.class,
            Evaluation.Estimate.class,
            Evaluation.EstimatedGradient.class,
            Evaluation.Failed.class,
            Effort.class,
            Failures.class,
            Refinement.class,
            Proposal.class,
            Work.Evaluate.class,
            Work.Refine.class,
            Lineage.class,
            Individual.class,
            Trace.class,
            Draw.class,
            BasinArchive.class,
            BasinArchive.Basin.class);
    for (Class<?> record : records) {
      kryo.register(record, new RecordSerializer<>(record));
    }
  }

  /** The JDK's immutable lists have no public class; each shape is asked for its own. */
  private static void registerLists(Kryo kryo) {
    ListSerializer serializer = new ListSerializer();
    kryo.register(List.of(1).getClass(), serializer);
    kryo.register(List.of(1, 2, 3).getClass(), serializer);
    kryo.register(List.of(1, 2, 3).subList(0, 2).getClass(), serializer);
    kryo.register(ArrayList.class);
  }

  private static final class VectorSerializer extends Serializer<Vector> {
    VectorSerializer() {
      super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output output, Vector vector) {
      output.writeInt(vector.size(), true);
      output.writeDoubles(vector.toArray());
    }

    @Override
    public Vector read(Kryo kryo, Input input, Class<Vector> type) {
      return Vector.of(input.readDoubles(input.readInt(true)));
    }
  }

  private static final class MatrixSerializer extends Serializer<Matrix> {
    MatrixSerializer() {
      super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output output, Matrix matrix) {
      output.writeInt(matrix.rows(), true);
      output.writeInt(matrix.columns(), true);
      output.writeDoubles(matrix.toArray());
    }

    @Override
    public Matrix read(Kryo kryo, Input input, Class<Matrix> type) {
      int rows = input.readInt(true);
      int columns = input.readInt(true);
      return Matrix.of(rows, columns, input.readDoubles(rows * columns));
    }
  }

  private static final class ListSerializer extends Serializer<List<?>> {
    ListSerializer() {
      super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output output, List<?> list) {
      output.writeInt(list.size(), true);
      list.forEach(element -> kryo.writeClassAndObject(output, element));
    }

    @Override
    public List<?> read(Kryo kryo, Input input, Class<List<?>> type) {
      int size = input.readInt(true);
      List<Object> elements = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        elements.add(kryo.readClassAndObject(input));
      }
      return List.copyOf(elements);
    }
  }
}
