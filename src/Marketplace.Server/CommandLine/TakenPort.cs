using System.Net;
using System.Net.Sockets;
using Marketplace.Platform;

namespace Marketplace.Server.CommandLine;

/// <summary>Tells a taken port at once, before the database starts and the web application is built.</summary>
internal static class TakenPort
{
    /// <exception cref="StartupProblem">Another program listens on one of the configured addresses.</exception>
    internal static void Refuse(IConfiguration configuration)
    {
        foreach (var address in (configuration["urls"] ?? "http://localhost:5000").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var binding = BindingAddress.Parse(address);
            if (binding.Port > 0 && !binding.IsUnixPipe && !binding.IsNamedPipe && IsTaken(binding))
            {
                throw new StartupProblem($"{address} 的端口已被别的程序占用。请用 --urls http://localhost:其他端口 启动。",
                    $"The port of {address} is taken by another program. Start with --urls http://localhost:ANOTHER-PORT.");
            }
        }
    }

    private static bool IsTaken(BindingAddress binding)
    {
        var host = binding.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(binding.Host, out var given) ? given : IPAddress.Any;
        try
        {
            using var listener = new TcpListener(host, binding.Port);
            listener.Start();
            return false;
        }
        catch (SocketException refused)
        {
            // Anything else, such as an address this machine does not have, is the server's own to tell.
            return refused.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }
}
