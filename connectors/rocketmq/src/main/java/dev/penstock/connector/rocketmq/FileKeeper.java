package dev.penstock.connector.rocketmq;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.apache.rocketmq.common.message.MessageQueue;

/** Keeps the positions of a broadcasting member in a file, one line for each queue; whole at any instant. */
final class FileKeeper implements Positions.Keeper {
    private final Path file;
    private final Map<String, Long> positions = new TreeMap<>();
    private boolean dirty;

    /** Reads the file, if there is one. */
    FileKeeper(Path file) {
        this.file = file.toAbsolutePath();
        try {
            Files.createDirectories(this.file.resolveSibling("."));
            if (Files.exists(this.file)) {
                for (String line : Files.readAllLines(this.file)) {
                    int end = line.lastIndexOf(' ');
                    positions.put(line.substring(0, end), Long.parseLong(line.substring(end + 1)));
                }
            }
        } catch (IOException e) {
            throw failed("read", e);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new ConnectorException(
                    Failure.user(
                            "bad-offsets",
                            "the file " + this.file + " does not hold positions; mend 'offsets', or remove the file"),
                    e);
        }
    }

    @Override
    public synchronized long read(MessageQueue queue) {
        return positions.getOrDefault(name(queue), -1L);
    }

    @Override
    public synchronized boolean write(Map<MessageQueue, Long> changed) {
        changed.forEach((queue, position) -> dirty |= !position.equals(positions.put(name(queue), position)));
        if (!dirty) {
            return true;
        }
        StringBuilder text = new StringBuilder();
        positions.forEach((queue, position) ->
                text.append(queue).append(' ').append(position).append('\n'));
        try {
            replace(text.toString().getBytes(StandardCharsets.UTF_8));
            dirty = false;
        } catch (IOException e) {
            throw failed("write", e);
        }
        return true;
    }

    /** A new file takes the place of the old one when it is on the disk. */
    private void replace(byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true); // I1
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private ConnectorException failed(String what, IOException cause) {
        return new ConnectorException(
                Failure.resources("offsets-file", "cannot " + what + " the positions in " + file + ": " + cause),
                cause);
    }

    private static String name(MessageQueue queue) {
        return queue.getTopic() + " " + queue.getBrokerName() + " " + queue.getQueueId();
    }
}
