using System.Runtime.InteropServices;

namespace Marketplace.Server.CommandLine;

/// <summary>
/// Ctrl-C while the database starts or the web application is built ends these steps in order; afterwards the host listens itself.
/// </summary>
internal sealed class InterruptionBeforeStart : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private PosixSignalRegistration? interrupt;
    private PosixSignalRegistration? terminate;

    internal InterruptionBeforeStart()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
    }

    internal CancellationToken Token => source.Token;

    internal void HandOver()
    {
        interrupt?.Dispose();
        terminate?.Dispose();
        interrupt = terminate = null;
    }

    public void Dispose()
    {
        HandOver();
        source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        context.Cancel = true;
        source.Cancel();
    }
}
